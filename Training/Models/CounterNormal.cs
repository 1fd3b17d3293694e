namespace Tapestry.Training.Models;

/// <summary>Standard normal numbers addressed by (seed, index): no state, any order, the same on every run.</summary>
internal static class CounterNormal
{
    internal static double At(ulong seed, ulong index)
    {
        var key = Mix(seed + 0x9e3779b97f4a7c15);
        var radius = Unit(Mix(key ^ (2 * index)));
        var angle = Unit(Mix(key ^ ((2 * index) + 1)));
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle);
    }

    /// <summary>In (0, 1].</summary>
    private static double Unit(ulong bits) => ((bits >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014), twice: counters differ in few bits.</summary>
    private static ulong Mix(ulong value)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            value += 0x9e3779b97f4a7c15;
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            value ^= value >> 31;
        }

        return value;
    }
}
