# shellcheck shell=sh
# To be sourced: find_java PROGRAM prints the path of the first java of 25 or newer, from JAVA_HOME, the PATH or the usual
# places. Where there is none it says that PROGRAM needs one, and fails.
find_java() {
    on_path=$(command -v java || true)
    for home in "${JAVA_HOME:-}" "${on_path:+$(dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")")}" \
        /usr/lib/jvm/* ~/.sdkman/candidates/java/* ~/.jdks/* /opt/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -r "$home/release" ] && [ -x "$home/bin/java" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if [ "${version:-0}" -ge 25 ]; then
            echo "$home/bin/java"
            return 0
        fi
    done
    echo "$1 needs Java 25 or newer and found none: install one, for example Temurin 25, or set JAVA_HOME to it." >&2
    return 1
}
