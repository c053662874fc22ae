"""Write the shipped examples: `python -m tests.python.sources`."""

from tests.python.sources import EXAMPLES, shipped, write_example

if __name__ == "__main__":
    for name in shipped():
        write_example(name, EXAMPLES / name)
