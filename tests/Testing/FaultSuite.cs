using System.Globalization;
using System.Security.Cryptography;

namespace Tapestry.Testing;

/// <summary>How much the fault tests do, and from which seed: <c>./tapestry test --faults</c> asks for the long form.</summary>
public static class FaultSuite
{
    /// <summary>Names the tests that <c>--faults</c> runs.</summary>
    public const string Trait = "Suite";

    /// <summary>The value of <see cref="Trait"/>.</summary>
    public const string Name = "Faults";

    /// <summary>Whether the long form is asked for.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TAPESTRY_FAULTS") == "long";

    /// <summary>From <c>TAPESTRY_FAULT_SEED</c>, or fresh; every test prints it.</summary>
    public static int Seed { get; } = Environment.GetEnvironmentVariable("TAPESTRY_FAULT_SEED") is { Length: > 0 } given
        ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture)
        : RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The line that repeats a test's faults.</summary>
    public static string Repeat => $"repeat with TAPESTRY_FAULT_SEED={Seed.ToString(CultureInfo.InvariantCulture)}";
}
