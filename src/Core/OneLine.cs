namespace SurgeryBench.Core;

/// <summary>Text that came from outside, made fit for a one-line message.</summary>
public static class OneLine
{
    /// <summary>The text with a question mark for every control character, and a blank for a new line.</summary>
    public static string Of(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(Shown)) : text;

    private static char Shown(char letter) => letter == '\n' ? ' ' : char.IsControl(letter) ? '?' : letter;
}
