using CsCheck;

namespace SurgeryBench.Tests.Fuzzing.Mutations;

/// <summary>An input as what it was made from: an entry of the corpus and edits.</summary>
/// <param name="Entry">Which entry.</param>
/// <param name="Mends">Whether checksums are set right afterwards, so that what lies behind them is reached.</param>
/// <param name="Edits">In their order.</param>
internal readonly record struct FuzzCase(int Entry, bool Mends, Edit[] Edits)
{
    private const int MostEdits = 6;

    /// <summary>Draws cases over a corpus.</summary>
    public static Gen<FuzzCase> Over(int entries) =>
        Gen.Select(Gen.Int[0, entries - 1], Gen.Bool, Edit.Any.Array[1, MostEdits], (entry, mends, edits) => new FuzzCase(entry, mends, edits));

    /// <summary>The input itself.</summary>
    public byte[] Make(FuzzTarget target)
    {
        var editor = new Editor(target.Corpus[Entry], target.Corpus, target.Words);
        foreach (var edit in Edits) editor.Apply(edit);
        return Mends ? target.Mend(editor.Bytes) : editor.Bytes;
    }
}
