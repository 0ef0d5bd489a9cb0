"""How photos are turned: what two turns make, and which word counts."""
