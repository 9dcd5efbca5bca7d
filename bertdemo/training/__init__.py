"""How the weights in assets/models were made; `python -m bertdemo.training --help`."""
