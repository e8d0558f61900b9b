using CsCheck;

namespace SurgeryBench.Tests.Fuzzing.Mutations;

/// <summary>One change of an input. All numbers are free: what they mean follows from the input that they meet.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Place">Where, as a share of the input.</param>
/// <param name="Length">How many bytes or times.</param>
/// <param name="Choice">Which word, value, width or other input.</param>
internal readonly record struct Edit(EditKind Kind, uint Place, uint Length, uint Choice)
{
    private static readonly EditKind[] Kinds = Enum.GetValues<EditKind>();

    /// <summary>Draws edits, every kind as often.</summary>
    public static Gen<Edit> Any { get; } = Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.UInt.Uniform, Gen.UInt.Uniform, Gen.UInt.Uniform,
        (kind, place, length, choice) => new Edit(Kinds[kind], place, length, choice));
}
