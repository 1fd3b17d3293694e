using System.Globalization;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Files;
using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Sovereign;

/// <summary>Saves where a training stands, one folder a step; the parameters are written last and mark it complete.</summary>
internal sealed class StretchStore(string folder)
{
    private const string ParametersFile = "parameters.f32";
    private const string OptimizerFile = "optimizer.state";

    public void Save(Stretch stretch)
    {
        var target = FolderOf(stretch.NextStep);
        Directory.CreateDirectory(target);
        OptimizerStateFile.Save(Path.Combine(target, OptimizerFile), stretch.Optimizer);
        AtomicFile.Write(
            Path.Combine(target, ParametersFile), stream => stream.Write(MemoryMarshal.AsBytes(stretch.Parameters.AsSpan())));
        foreach (var step in Complete().Where(step => step < stretch.NextStep).ToArray())
        {
            Directory.Delete(FolderOf(step), recursive: true);
        }
    }

    public Stretch? TryLoad(int parameters)
    {
        var steps = Complete().ToArray();
        if (steps.Length == 0)
        {
            return null;
        }

        var source = FolderOf(steps.Max());
        var bytes = File.ReadAllBytes(Path.Combine(source, ParametersFile));
        return bytes.Length == (long)parameters * sizeof(float)
            ? new Stretch(
                steps.Max(), MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
                OptimizerStateFile.Load(Path.Combine(source, OptimizerFile), parameters))
            : throw new InvalidDataException(
                $"'{source}' holds {bytes.Length} bytes of parameters; this model has {(long)parameters * sizeof(float)}. Remove the folder to train again.");
    }

    public void Remove()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string FolderOf(long step) => Path.Combine(folder, step.ToString("D9", CultureInfo.InvariantCulture));

    private IEnumerable<long> Complete() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, ParametersFile)))
            .Select(path => long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
        : [];
}
