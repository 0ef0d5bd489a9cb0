#!/usr/bin/env bash
# Makes the draft of a release of every file in a folder, or, where a job was run once more, brings the
# draft that is there up to date. What is published already is not touched.
# usage: draft.sh TAG NOTES FOLDER    (needs gh and its GH_TOKEN)
set -euo pipefail
tag=$1 notes=$2 folder=$3
title="PicUp Desktop ${tag#v}"
there=$(gh release view "$tag" --json isDraft --jq .isDraft 2>/dev/null || true)
case $there in
  true)
    gh release edit "$tag" --draft --title "$title" --notes-file "$notes"
    gh release upload "$tag" --clobber "$folder"/*
    ;;
  false)
    echo "$tag is published: its files stay as people have them. Make a new version." >&2
    exit 1
    ;;
  *) gh release create "$tag" --draft --verify-tag --title "$title" --notes-file "$notes" "$folder"/* ;;
esac
