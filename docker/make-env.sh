#!/bin/sh
# Prints .env.example with every empty secret made: sh docker/make-env.sh > .env
set -eu
while IFS= read -r line; do
  case $line in
    ADMIN_PASSWORD=) echo "$line" ;; # a person's, who chooses it
    *_PASSWORD= | *_SECRET= | *_TOKEN=)
      echo "$line$(head -c 32 /dev/urandom | base64 | tr -d '=\n' | tr '+/' '-_')"
      ;;
    *) echo "$line" ;;
  esac
done <"$(dirname "$0")/../.env.example"
