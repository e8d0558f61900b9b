using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace SurgeryBench.Reporting.Page;

/// <summary>The style sheet and the scripts, which the page carries inside itself, and the policy that lets a browser run these and fetch nothing.</summary>
internal static class PageAssets
{
    private static readonly string Style = Read("page.css");

    private static readonly ImmutableArray<string> Scripts = [.. new[] { "sort.js", "filter.js", "details.js", "theme.js" }.Select(Read)];

    public static Markup StyleElement => new($"<style>{Style}</style>");

    public static Markup ScriptElements => new(string.Join('\n', Scripts.Select(script => $"<script type=\"module\">{script}</script>")));

    /// <summary>The content security policy: nothing from anywhere, but for the assets by their hashes and images inside the page.</summary>
    public static string Policy =>
        $"default-src 'none'; style-src {Hash(Style)}; script-src {string.Join(' ', Scripts.Select(Hash))}; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string asset) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asset)))}'";

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"SurgeryBench.Reporting.Page.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return $"\n{reader.ReadToEnd()}";
    }
}
