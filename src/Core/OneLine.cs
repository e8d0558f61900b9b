namespace SurgeryBench.Core;

/// <summary>Text that came from outside, made fit for a one-line message.</summary>
public static class OneLine
{
    /// <summary>The text with a question mark for every control character.</summary>
    public static string Of(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
