"""How long the stages take, on editions made for the purpose: `make bench`. Figures, not a test."""
