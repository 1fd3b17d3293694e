using System.Diagnostics;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Tests.Support;
using Xunit.Abstractions;

namespace Tapestry.Privacy.Tests.Accounting.Pld;

public sealed class PldAccountantTests(ITestOutputHelper o)
{
    [Fact]
    public void Probe()
    {
        foreach (var row in Vectors.Rows("poisson_subsampled_gaussian"))
        {
            var w = Stopwatch.StartNew();
            try {
            var e = new PldAccountant().Epsilon(Sampled.Releases(row), row.Number("delta")).Epsilon;
            o.WriteLine($"{row.GetProperty("id")} {e:R} {Close.Deviation(row.Number("true_eps_independent_tilted_fft"), e):E2} {w.ElapsedMilliseconds} ms");
            w.Restart();
            var d = new PldAccountant().Delta(Sampled.Releases(row), 1);
            o.WriteLine($"   delta1 {d:R} {Close.Deviation(row.Number("pld_delta_at_eps_1"), d):E2} {w.ElapsedMilliseconds} ms");
            } catch (Exception x) { o.WriteLine($"{row.GetProperty("id")} {x}"); }
        }
    }
}
