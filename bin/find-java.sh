# To be sourced. Finds the first Java of 25 or newer: JAVA_HOME, the java of the PATH, then the usual places.
# shellcheck shell=sh

# Prints the path of its java; says what to do and fails when there is none.
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
    echo "Java 25 or newer is needed and none was found: install one, for example Temurin 25, or set JAVA_HOME to it." >&2
    return 1
}
