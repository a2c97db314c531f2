from tests.referring import journey, officer, refer, stranger

__all__ = ["journey", "officer", "refer", "stranger"]
