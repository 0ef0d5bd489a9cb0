"""When photos were taken: every place where a file may say it, made by the tests themselves."""
