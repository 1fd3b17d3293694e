using System.Diagnostics;
using System.Runtime.Versioning;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Cli.Launcher;

/// <summary>A clone that holds the launcher and one source file, on a machine whose tools are scripts that keep a log.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LauncherSandbox : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LauncherSandbox()
    {
        Directory.CreateDirectory(folder.PathOf("clone", "inner"));
        File.Copy(Repository.PathOf("tapestry"), folder.PathOf("clone", "tapestry"));
        folder.Write("clone/Program.cs", "return 0;");
        folder.Write("clone/tests/Testing/Azurite/package.json", "{}");
        folder.Write("clone/tests/A/A.Tests.csproj", "<Project />");
        folder.Write("clone/tests/B/B.Tests.csproj", "<Project />");
        Tool("dotnet", """
            case $1 in
                --version) [[ -z ${NO_SDK:-} ]] && echo 10.0.100 ;;
                build) echo "build ${2#"$CLONE"/}" >>"$CLONE/../calls"; echo "error CS1002: ; expected"; exit "${BUILD_STATUS:-0}" ;;
                test)
                    name=$(basename "$2" .Tests.dll)
                    name=${name#Tapestry.}
                    shift 2
                    while (($#)); do
                        [[ $1 == --results-directory ]] && results=$2
                        [[ $1 == --filter ]] && echo "filter $2" >>"$CLONE/../calls"
                        shift
                    done
                    for entry in ${COUNTERS:-}; do
                        [[ $entry == "$name="* ]] || continue
                        IFS=, read -r total executed passed failed <<<"${entry#*=}"
                        mkdir -p "$results"
                        echo "<Counters total=\"$total\" executed=\"$executed\" passed=\"$passed\" failed=\"$failed\" notExecuted=\"0\" />" >"$results/x.trx"
                    done
                    echo "Results File: $results"
                    echo "Summary of $name"
                    [[ " ${FAILING:-} " != *" $name "* ]] ;;
                *) printf 'run %s\n' "${@:2}" >>"$CLONE/../calls"; exit "${RUN_STATUS:-0}" ;;
            esac
            """);
        Tool("dpkg-query", "[[ \" ${MISSING:-} \" == *\" ${*: -1} \"* ]] && exit 1; echo installed");
        Tool("apt-get", "echo \"apt-get $*\" >>\"$CLONE/../calls\"; exit \"${APT_STATUS:-0}\"");
        Tool("npm", "echo \"npm $1\" >>\"$CLONE/../calls\"; exit \"${NPM_STATUS:-0}\"");
        Tool("sudo", "[[ $1 == -v ]] || exec \"$@\"");
    }

    public IReadOnlyList<string> Calls =>
        File.Exists(folder.PathOf("calls")) ? File.ReadAllLines(folder.PathOf("calls")) : [];

    public string PathOf(string name) => folder.PathOf("clone", name);

    /// <summary>Runs the launcher from another folder than its own.</summary>
    public async Task<LauncherResult> RunAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", [PathOf("tapestry"), .. args])
        {
            WorkingDirectory = PathOf("inner"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = folder.PathOf("tools") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["XDG_CACHE_HOME"] = folder.PathOf("cache");
        start.Environment["CLONE"] = Path.GetDirectoryName(PathOf("tapestry"));
        start.Environment.Remove("LIBTORCH");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().InTimeAsync("the end of the launcher");
        return new(process.ExitCode, await output, await errors);
    }

    public void Dispose() => folder.Dispose();

    private void Tool(string name, string script)
    {
        var path = folder.Write($"tools/{name}", "#!/usr/bin/env bash\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
