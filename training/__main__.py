"""`python -m training`: the same as the script `training`."""

from training.app import main

main()
