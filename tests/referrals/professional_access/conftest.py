from tests.referring import officer, refer, stranger

__all__ = ["officer", "refer", "stranger"]
