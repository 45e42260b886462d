#!/usr/bin/env bash
# Known to be bad: a word that bash splits.
rm $1
