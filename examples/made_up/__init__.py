"""What `generate.py` needs: printed margins, made-up rows, planted faults, their files."""
