using System.Globalization;
using System.Text;

namespace SurgeryBench.Models.Text;

/// <summary>
/// Lower case by Unicode's full mapping (the standard, section 3.13), where .NET's own maps one character to one: U+0130 becomes two code
/// points, and a capital sigma at the end of a word the final one.
/// </summary>
internal static class LowerCase
{
    private const int CapitalDottedI = 0x130, CapitalSigma = 0x3A3;

    /// <summary>Punctuation that does not end a word: the standard's MidLetter, MidNumLet and Single_Quote.</summary>
    private static readonly Rune[] InsideWords = [.. "':.\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A".EnumerateRunes()];

    /// <summary>The text in lower case; half a surrogate pair becomes U+FFFD.</summary>
    public static string Of(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var lower = new StringBuilder(text.Length);
        for (var at = 0; at < runes.Length; at++)
        {
            if (runes[at].Value == CapitalDottedI) lower.Append("i\u0307");
            else if (runes[at].Value == CapitalSigma) lower.Append(EndsWord(runes, at) ? 'ς' : 'σ');
            else lower.Append(Rune.ToLowerInvariant(runes[at]).ToString());
        }
        return lower.ToString();
    }

    private static bool EndsWord(Rune[] runes, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && IsIgnored(runes[before])) before--;
        while (after < runes.Length && IsIgnored(runes[after])) after++;
        return before >= 0 && IsCased(runes[before]) && (after == runes.Length || !IsCased(runes[after]));
    }

    /// <summary>The standard's Case_Ignorable.</summary>
    private static bool IsIgnored(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol || InsideWords.Contains(rune);

    /// <summary>The standard's Cased, without the modifier letters, which are ignored before anybody asks.</summary>
    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
