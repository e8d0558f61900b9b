using System.Net;
using System.Text;

namespace SurgeryBench.Models.Text;

/// <summary>What CLIP does to a text before it splits it: HTML unescaped twice, white space collapsed and trimmed, lower case.</summary>
internal static class TextCleaning
{
    public static string Clean(string text) => LowerCase.Of(Collapse(WebUtility.HtmlDecode(WebUtility.HtmlDecode(text))));

    private static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var letter in text.Trim())
        {
            if (!char.IsWhiteSpace(letter)) collapsed.Append(letter);
            else if (collapsed[^1] != ' ') collapsed.Append(' ');
        }
        return collapsed.ToString();
    }
}
