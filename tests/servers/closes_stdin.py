"""Closes its input before it was told anything, and stays."""

import os
import time

if __name__ == "__main__":
    os.close(0)
    time.sleep(600)
