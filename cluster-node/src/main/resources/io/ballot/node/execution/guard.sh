# Runs one command and answers for its end, also when the node that asked for it cannot: that is why it is a process of its
# own. Arguments: command line, payload file, record file, seconds of lease left, grace before SIGKILL in steps of 50 ms.
# Standard input is the pipe from the node: "L seconds" tells a new lease, "K" asks for the end, its end is the node's.
line=$1 payload=$2 record=$3 lease=$4 grace=$5
exec 3<&0 4>&2 2>/dev/null # the shell's own words about its jobs are none of the command's

# A signal for the node's process group (Ctrl-C) is none for us. Handlers, because ignored signals would stay ignored in the
# command.
trap : HUP INT QUIT TERM

# Every job gets a process group of its own: the command with all that it starts, and the watch, which so survives a SIGKILL
# of the node's whole group.
set -m

# Who it is goes on file before the command begins, for the node's next life. Start time and boot tell it from a later
# process with the same number.
run_command() {
    local stat boot
    if read -r stat <"/proc/$BASHPID/stat" && read -r boot </proc/sys/kernel/random/boot_id; then
        set -- ${stat##*) }
        echo "group $BASHPID ${20} $boot" >"$record"
    else
        echo "group $BASHPID 0 -" >"$record"
    fi
    exec /bin/sh -c "$line"
}

end_group() {
    local steps=$grace
    echo stopped >>"$record"
    kill -TERM -- "-$group"
    while [ "$steps" -gt 0 ] && kill -0 -- "-$group"; do
        sleep 0.05
        steps=$((steps - 1))
    done
    kill -KILL -- "-$group"
}

# USR1 ends the watch, unless it is already ending the group.
watch() {
    local what value
    while read -r -t "$lease" what value; do
        if [ "$what" != L ]; then break; fi
        lease=$value
    done
    trap '' USR1
    end_group
    exit 7
}

run_command <"$payload" 2>&4 3<&- 4>&- &
group=$!
watch <&3 3<&- 4>&- >/dev/null &
watch=$!
set +m
exec </dev/null 3<&- 4>&- >/dev/null

# A wait ends early at a signal; the one after the loop gives the status whatever woke the last.
wait "$group"
while kill -0 "$group"; do wait "$group"; done
wait "$group"
code=$?

kill -USR1 "$watch"
wait "$watch"
# Many programs end with 0 when they are told to stop; that does not mean that the task is done.
if [ $? = 7 ]; then code=143; fi
# What the command left behind in its group ends with it; what was meant to stay has taken a session of its own.
if kill -0 -- "-$group"; then
    kill -TERM -- "-$group"
    sleep 0.1
    kill -KILL -- "-$group"
fi
echo "exit $code" >>"$record"
exit "$code"
