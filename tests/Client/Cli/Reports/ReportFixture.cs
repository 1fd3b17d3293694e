using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Tests.Cli.Reports;

/// <summary>A report in which the thesis holds, with the shape of a real run.</summary>
internal static class ReportFixture
{
    private static readonly string[] Languages = ["de", "fr", "pl", "ja"];

    public static RunReport Create(int rounds = 12) => new()
    {
        Seed = 1,
        Settings = new ReportSettings
        {
            Languages = Languages,
            Data = TextSource.SdkStrings,
            Model = "micro",
            Rounds = rounds,
            PrivateSteps = 120,
            Encoding = EncodingKind.Bf16,
            Weights = WeightRule.Tokens,
            Baselines = true,
        },
        Machine = new ReportMachine
        {
            Processor = "Example Processor 1",
            Cores = 2,
            MemoryBytes = 8_000_000_000,
            OperatingSystem = "Debian GNU/Linux 12",
            Runtime = ".NET 10.0.0",
        },
        Parameters = 868_352,
        Rounds = [.. Enumerable.Range(1, rounds).Select(Round)],
        Bpb = new ReportBitsPerByte
        {
            SharedBase = ByLanguage(3.52, 3.36, 3.71, 2.83),
            Sovereign = Owned(ByLanguage(3.25, 3.61, 3.95, 3.02), ByLanguage(3.78, 3.07, 3.97, 3.05),
                ByLanguage(3.83, 3.64, 3.41, 3.06), ByLanguage(3.95, 3.81, 4.12, 2.44)),
            Alone = Owned(ByLanguage(3.76, 4.62, 5.01, 6.42), ByLanguage(4.71, 3.58, 5.12, 6.55),
                ByLanguage(4.88, 4.9, 3.93, 6.31), ByLanguage(6.2, 6.05, 6.33, 3.36)),
            Pooled = ByLanguage(3.3, 3.12, 3.42, 2.6),
        },
        SharedBaseSha256 = string.Concat(Enumerable.Repeat("0123456789abcdef", 4)),
        Traffic = new ReportTraffic
        {
            BytesUp = 83_361_792,
            BytesDown = 166_723_584,
            SynchronousDataParallelBytes = 8_891_924_480,
        },
        Phases = [new("reading text", 1.5), new("consortium", 92.25), new("pooled", 80.5)],
    };

    private static ReportRound Round(int number) => new()
    {
        Round = number,
        Status = number == 5 ? RoundStatus.Abandoned : RoundStatus.Certified,
        LocalSteps = 5 * number,
        SecondsTraining = 0.5 * number,
        SecondsOther = 0.25,
        BytesUp = 6_946_816,
        BytesDown = 13_893_632,
        MeanLoss = 2 + (3.0 / number),
        HeldOutBitsPerByte = ByLanguage(3.4 + (1.5 / number), 3.2 + (2.0 / number), 3.5 + (2.5 / number), 2.7 + (2.25 / number)),
    };

    private static Dictionary<string, double> ByLanguage(params double[] values) =>
        Languages.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Owned(
        params IReadOnlyDictionary<string, double>[] rows) =>
        Languages.Zip(rows).ToDictionary(pair => pair.First, pair => pair.Second);
}
