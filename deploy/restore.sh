#!/usr/bin/env bash
# Put a backup into an empty data folder of PostgreSQL (PGDATA), whose server is stopped; then start the server and,
# when it answers, Temporal and the workers. What was under way goes on where it stood.
set -euo pipefail
[[ $# == 2 ]] || { echo "用法 usage: restore.sh BACKUP PGDATA" >&2; exit 2; }
[[ ! -e $2 || -z $(ls -A -- "$2") ]] || { echo "“$2”不是空目录。 $2 is not empty." >&2; exit 2; }
backup=$(cd -- "$1" && pwd)
(cd -- "$backup/data" && sha256sum --check --quiet ../contents.sha256) >&2 ||
    { echo "备份不完整。 The backup is not complete." >&2; exit 1; }
mkdir -p -m 0700 -- "$2"
cp -a -- "$backup/data/." "$2/"
