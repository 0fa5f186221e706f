"""The reviewer's packet: all the words of a module on paper, to be read, marked and signed."""
