"""What Human Resources says about training being work time; nothing until they write it."""
