using System.Text;

namespace SurgeryBench.Models.Text;

/// <summary>
/// CLIP's split of a cleaned text into words: the special strings, English contractions, runs of letters, single numbers, runs of anything
/// else but white space. It goes by code point; .NET's regular expressions see letters outside the basic plane as two symbols.
/// </summary>
internal static class WordSplit
{
    /// <summary>The second is the long s, which matches an s where case is ignored.</summary>
    private static readonly string[] Contractions = ["'s", "'ſ", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind
    {
        Space, Letter, Number, Other,
    }

    /// <summary>The words in order. A special string counts as one only where a word begins.</summary>
    public static IEnumerable<string> Words(string text, IReadOnlyCollection<string> specials)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfWord(text, at, specials);
            if (end > at) yield return text[at..end];
            at = Math.Max(end, at + 1);
        }
    }

    private static int EndOfWord(string text, int at, IReadOnlyCollection<string> specials)
    {
        var whole = specials.Concat(Contractions).FirstOrDefault(word => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal));
        if (whole is not null) return at + whole.Length;
        var (kind, end) = KindAt(text, at);
        return kind switch
        {
            Kind.Space => at,
            Kind.Number => end,
            _ => EndOfRun(text, end, kind),
        };
    }

    private static int EndOfRun(string text, int at, Kind kind)
    {
        while (at < text.Length && KindAt(text, at) is var (next, end) && next == kind) at = end;
        return at;
    }

    private static (Kind Kind, int End) KindAt(string text, int at)
    {
        var rune = Rune.GetRuneAt(text, at);
        var kind = Rune.IsLetter(rune) ? Kind.Letter : Rune.IsNumber(rune) ? Kind.Number : Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other;
        return (kind, at + rune.Utf16SequenceLength);
    }
}
