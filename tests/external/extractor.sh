# A program for --extractor: for each article, a line of JSON, it writes one line with its claims.
#
# What it does depends on words in the article, so that a test can make it fail where it wants.

field() { # the first text field of that name
    rest=${line#*\"$1\":\"}
    printf '%s' "${rest%%\"*}"
}

answer() { # its claims as JSON
    printf '{"doc":"%s","claims":[%s]}\n' "$(field doc)" "$1"
}

# "toasted" is no word of ours; e1 and e2 are the first two names of each article.
good='{"type":"SUPPORT","actors":["e1"],"recipients":["e2"],"trigger":"toasted","sentence":0,"status":"happened","topics":["trade"],"confidence":0.75}'

while IFS= read -r line; do
    case $line in
    *CRASH*) echo "out of luck" >&2; exit 3 ;;
    *HANG*) sleep 60 ;;
    *RUBBISH*) echo "Loading the model …" ;;
    *STRAY*) answer "$good"; echo "bye" ;;
    *UNKNOWN*) answer "$good,"'{"type":"TOAST","actors":["e1"],"trigger":"toasted"},
        {"type":"SUPPORT","actors":["e77"],"trigger":"toasted"},
        {"type":"SUPPORT","actors":["e1"],"trigger":{"start":3,"end":90000}},
        {"type":"SUPPORT","actors":["e1"],"trigger":"roasted"},
        {"type":"SUPPORT","actors":["e1"],"trigger":"toasted","sentence":9},
        {"type":"SUPPORT","actors":["e1"],"trigger":"toasted","status":"perhaps"},
        {"type":"SUPPORT","actors":["e1"],"trigger":"toasted","date":"May"},
        {"type":"SUPPORT","actors":["e1"],"trigger":"toasted","topics":["wine"]},
        {"type":"SUPPORT","actors":["e1"],"trigger":"toasted","recipient":["e2"]}' | tr -d '\n'; echo ;;
    *) answer "$good" ;;
    esac
done
