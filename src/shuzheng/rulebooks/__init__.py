"""One rulebook per province, its public holidays, and the register of every rule."""
