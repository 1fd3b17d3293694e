using System.Net;
using System.Net.Sockets;

namespace Tapestry.EndToEnd.Tests.Guides;

/// <summary>The commands of docs/regions.md, as a script for this machine.</summary>
internal static class RegionGuide
{
    private const string Heading = "## From a bare machine to two silos and two sites";
    private const string Database = "'Host=/var/run/postgresql;Database=tapestry'";
    private const int FirstPort = 8443;

    /// <summary>The page's commands that make the region and start the run, one a line.</summary>
    public static IReadOnlyList<string> Commands { get; } = Blocks()[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The page's commands word for word, but for what the machine has to give: installing PostgreSQL is left out, and database and
    /// ports are the test's own. Whatever it started ends with it.
    /// </summary>
    public static string Script(string folder, string postgres)
    {
        Assert.StartsWith("sudo apt-get install -y postgresql ", Commands[0], StringComparison.Ordinal);
        var port = FreePorts();
        var commands = string.Join('\n', [.. Commands.Skip(1), .. Blocks()[1].Split('\n')]);
        foreach (var (written, here) in new[] { (Database, $"'{postgres}' --port {port}"), ($":{FirstPort}", $":{port}"), ($":{FirstPort + 1}", $":{port + 1}") })
        {
            Assert.Contains(written, commands, StringComparison.Ordinal);
            commands = commands.Replace(written, here, StringComparison.Ordinal);
        }

        return $$"""
            set -euo pipefail
            cd '{{folder}}'
            printf '#!/bin/sh\nexec %s %s "$@"\n' "$1" "$2" >tapestry
            chmod +x tapestry
            mkdir -p docs/examples
            cp '{{RepositoryFile("docs/examples/run.yaml")}}' docs/examples/
            trap 'trap - TERM; kill -TERM 0' EXIT
            {{commands.Replace("./tapestry run watch", "timeout 240 ./tapestry run watch", StringComparison.Ordinal)}}
            """;
    }

    private static string[] Blocks()
    {
        var page = File.ReadAllText(RepositoryFile("docs/regions.md"));
        var section = page[page.IndexOf(Heading, StringComparison.Ordinal)..].Split("\n## ")[0];
        return [.. section.Split("```console\n").Skip(1).Select(block => block.Split("```")[0].TrimEnd())];
    }

    private static int FreePorts()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another pair.
            }
        }
    }

    private static string RepositoryFile(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tapestry.Orleans.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return Path.Combine(folder, path);
    }
}
