# For test.sh: runs its stages, each a function of its name, one after the other. One that fails holds up
# none of the others but `installer`, which packs what `program` made. Any failure is the end's.
run_stages() { # STAGE...
  local stage ended started failed=" "
  for stage; do
    if [ "$stage" = installer ] && [[ $failed == *" program "* ]]; then
      echo "== installer: LEFT OUT, for there is no program to pack" >&2
      failed+="$stage "
      continue
    fi
    ended=held started=$SECONDS
    echo "== $stage" >&2
    "$stage" || { ended=FAILED; failed+="$stage "; }
    echo "== $stage: $ended, $((SECONDS - started)) s" >&2
  done
  [ "$failed" = " " ]
}
