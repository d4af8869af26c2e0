"""How the rules of alerts fare, and others' rules, on synthetic patients whose latent course is known."""
