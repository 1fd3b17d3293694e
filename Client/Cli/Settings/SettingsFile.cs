using Tapestry.Client.Cli.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tapestry.Client.Cli.Settings;

/// <summary>A YAML file whose faults are collected and told at once, each with its line and column.</summary>
internal sealed class SettingsFile
{
    private readonly string path;
    private readonly List<(Mark At, string What)> faults = [];

    private SettingsFile(string path) => this.path = path;

    /// <summary>Reads a file into settings.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the values; it must not act on them, for there may be faults.</param>
    /// <exception cref="RefusedException">The file cannot be read, or has faults.</exception>
    public static T Read<T>(string path, Func<SettingsSection, T> read)
    {
        var file = new SettingsFile(path);
        var root = file.Parse();
        var settings = read(root);
        root.RejectUnknown();
        file.ThrowOnFaults();
        return settings;
    }

    /// <summary>A path in the file counts from the file's own folder.</summary>
    public string FullPath(string relative) => Path.GetFullPath(relative, Path.GetDirectoryName(Path.GetFullPath(path))!);

    public void Fault(Mark at, string what) => faults.Add((at, what));

    private SettingsSection Parse()
    {
        try
        {
            using var text = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(text);
            var root = yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode : new YamlScalarNode();
            if (root is not YamlMappingNode)
            {
                Fault(root.Start, "the file is not a mapping of names to values");
            }

            return new SettingsSection(this, root as YamlMappingNode ?? []);
        }
        catch (YamlException problem)
        {
            Fault(problem.Start, $"that is not YAML: {problem.Message}");
            ThrowOnFaults();
            throw;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"--config '{path}'", problem.Message.TrimEnd('.'), "Name a file that this user may read", problem);
        }
    }

    private void ThrowOnFaults()
    {
        if (faults.Count > 0)
        {
            throw new RefusedException(
                $"--config '{path}' has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}",
                string.Join("; ", faults.OrderBy(fault => fault.At.Index).Select(fault => $"line {fault.At.Line}, column {fault.At.Column}: {fault.What}")),
                "Mend the file");
        }
    }
}
