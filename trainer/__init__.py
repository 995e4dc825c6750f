"""Trains the text-analysis engine: treebanks and name corpora -> data/models/english.bin.

Run ``python -m trainer --help`` from the repository root; README.md beside this file says more.
"""
