using System.Collections.Immutable;
using CsCheck;
using SurgeryBench.Tests.Fuzzing.Mutations;

namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>Numbered inputs of a target. An input follows from its number alone, so that a case can be made again.</summary>
/// <param name="Name">Of the inputs, for messages and files.</param>
/// <param name="First">The first number.</param>
/// <param name="Count">How many there are.</param>
/// <param name="InputOf">The input of a number, owned by the caller.</param>
internal sealed record CaseSource(string Name, long First, long Count, Func<long, byte[]> InputOf)
{
    /// <summary>Inputs that are changed from valid ones at random.</summary>
    public static CaseSource Drawn(FuzzTarget target, ulong seed, long first, long count)
    {
        var (cases, start) = (FuzzCase.Over(target.Corpus.Length), Mixed(Mixed(seed) + Number(target.Name)));
        return new($"{target.Name}-seed{seed}", first, count, number => cases.Generate(new PCG(1, Mixed(start + (ulong)number)), null!, out _).Make(target));
    }

    /// <summary>Kept inputs and attacks.</summary>
    public static CaseSource Known(FuzzTarget target)
    {
        ImmutableArray<Func<byte[]>> inputs = [.. target.Kept.Select(path => (Func<byte[]>)(() => File.ReadAllBytes(path))), .. target.Attacks];
        return new($"{target.Name}-known", 0, inputs.Length, number => inputs[(int)number]());
    }

    private static ulong Number(string name) => name.Aggregate(14_695_981_039_346_656_037UL, (hash, letter) => (hash ^ letter) * 1_099_511_628_211UL);

    /// <summary>SplitMix64: neighbours become strangers.</summary>
    private static ulong Mixed(ulong value)
    {
        value += 0x9e37_79b9_7f4a_7c15;
        value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
        return value ^ (value >> 31);
    }
}
