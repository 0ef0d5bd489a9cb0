"""Where an installed build begins: which part it is says its name, or its first argument."""

from picup_desktop.__main__ import main

if __name__ == "__main__":
    main()
