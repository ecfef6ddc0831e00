#!/usr/bin/env bash
# A base backup of the whole cluster (register and Temporal, at one moment) into a new folder. Nobody need stop working.
# The server is named as for every program of PostgreSQL: PGHOST, PGPORT, PGUSER (may replicate), PGPASSWORD.
set -euo pipefail
[[ $# == 1 ]] || { echo "用法 usage: backup.sh NEW_FOLDER" >&2; exit 2; }
[[ ! -e $1 ]] || { echo "“$1”已经存在。 $1 is there already." >&2; exit 2; }
mkdir -m 0700 -- "$1"
trap '[[ $? == 0 ]] || rm -rf -- "$1"' EXIT  # half a backup is none
pg_basebackup --pgdata="$1/data" --format=plain --wal-method=stream --checkpoint=fast
(cd -- "$1/data" && find . -type f -print0 | xargs -0 sha256sum >../contents.sha256)
