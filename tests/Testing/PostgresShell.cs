using System.Globalization;

namespace Tapestry.Testing;

/// <summary>The shell that makes a PostgreSQL server, takes orders for it, and removes it.</summary>
internal static class PostgresShell
{
    public const string Installed = "/usr/lib/postgresql/15/bin";

    /// <summary>initdb and the server refuse to run as root.</summary>
    private static readonly string[] AsNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    /// <summary>Puts a small disk under the data, in a namespace of its own; what follows runs in it with the rights that it would have.</summary>
    private const string OnSmallDisk = "mount -t tmpfs -o \"size=$1m,mode=1777\" tapestry \"$2\" && export DISK=\"$2\" && shift 2 && exec \"$@\"";

    private const string Script =
        """
        folder=$(mktemp -d -t tapestry-postgres-XXXXXX) && cd "$folder" || exit
        data=${DISK:-.}/data
        "$1/initdb" --pgdata "$data" --username tapestry --auth trust --encoding UTF8 --no-locale --no-sync ${DISK:+--wal-segsize=1} \
            >initdb.log 2>&1 || { cat initdb.log; exit 1; }
        server=$1/postgres
        shift
        echo "$folder"
        start() { "$server" -D "$data" -k "$folder" -c listen_addresses= "$@" 2>&1 & pid=$!; }
        start "$@"
        while read -r order; do
            case $order in
                stop) kill -INT $pid; wait $pid; echo stopped;;
                kill)
                    sessions=$(cat /proc/$pid/task/$pid/children)
                    kill -KILL $pid $sessions
                    wait $pid
                    for session in $sessions; do while [ -e /proc/$session/exe ]; do :; done; done
                    echo killed;;
                start) start "$@";;
                fill) cat /dev/zero >"$DISK/ballast" 2>/dev/null; echo filled;;
                free) rm "$DISK/ballast"; echo freed;;
                revive) [ -e /proc/$pid/exe ] || start "$@"; echo revived;;
            esac
        done
        kill -QUIT $pid && wait $pid
        rm -rf "$folder"
        """;

    private static readonly string[] Common =
        ["max_connections=300", "log_min_messages=log", "log_checkpoints=off", "log_autovacuum_min_duration=-1"];

    /// <summary>Quick at the price of what only a power loss or a busy table needs.</summary>
    private static readonly string[] Quick =
        ["fsync=off", "full_page_writes=off", "autovacuum=off", "jit=off", "deadlock_timeout=50ms"];

    /// <summary>Keeps the log of changes far smaller than a small disk.</summary>
    private static readonly string[] Narrow = ["min_wal_size=2MB", "max_wal_size=16MB"];

    /// <summary>The command that starts it; its first line says where it is.</summary>
    /// <param name="isDurable">False leaves out what protects from a power loss.</param>
    /// <param name="place">Folder on which a small disk for the data is mounted; null for none.</param>
    /// <param name="megabytes">Its size.</param>
    public static string[] Command(bool isDurable, string? place, int megabytes)
    {
        string[] settings = [.. Common, .. isDurable ? [] : Quick, .. place is null ? [] : Narrow];
        return
        [
            .. place is null ? [] : SmallDisk(place, megabytes), .. Environment.IsPrivilegedProcess ? AsNobody : [],
            "sh", "-c", Script, "sh", Installed, .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
    }

    private static string[] SmallDisk(string place, int megabytes)
    {
        string[] alone = Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--map-current-user", "--keep-caps", "--mount"];
        return [.. alone, "sh", "-c", OnSmallDisk, "sh", megabytes.ToString(CultureInfo.InvariantCulture), place];
    }
}
