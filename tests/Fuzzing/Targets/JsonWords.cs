using System.Collections.Immutable;
using System.Text;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Words of JSON, with those of a format.</summary>
internal static class JsonWords
{
    private static readonly string[] Common =
    [
        "{", "}", "[", "]", ",", ":", "{}", "[]", "null", "true", "false", "0", "-1", "1e308", "[null]", "[[]]", "[{}]", "{\"a\":1}", "\"\"", "\"a\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\n\"", "\"\u00e4\"", "\"{}\"",
        "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"\\\\ud800\\\":1}\"", "\"{\\\"a\\\":1,\\\"a\\\":2}\"", "\"[]\"", "/**/", "\ufeff", "\"00:00:01\"", "\"99999999.23:59:59\"", "\"-00:00:01\"", "\"2026-01-02T03:04:05+00:00\"", "\"9999-12-31T23:59:59-14:00\"",
    ];

    /// <summary>All of them.</summary>
    public static ImmutableArray<byte[]> With(params IEnumerable<string> own) => [.. Common.Concat(own).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The names of a text's properties, in quotes.</summary>
    public static IEnumerable<string> NamesIn(byte[] json) => Encoding.UTF8.GetString(json).Split('"').Where((_, i) => i % 2 == 1).Distinct().Select(name => $"\"{name}\"");
}
