from tests.home.demonstration import demonstration, loaded  # noqa: F401 (fixtures)
