using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class TokenizerParity
{
    private static readonly Fixture Golden = Fixture.Open("tokenizer");
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(Golden.Text("tokens.json")).RootElement.EnumerateArray()];

    /// <summary>Those that ftfy leaves alone; the others have their cleaned text as input.</summary>
    private static readonly JsonElement[] Plain = [.. Cases.Where(one => !one.GetProperty("ftfy_changed").GetBoolean())];

    [Test]
    public void HasCasesToCompare() => Assert.That(Plain, Has.Length.GreaterThan(Cases.Length / 2).And.Some.Matches<JsonElement>(IsTooLong));

    [Test]
    public void CleansAsTheReferenceDoes() => ForEach(Plain, one => Assert.That(ClipTokenizer.Clean(Text(one)), Is.EqualTo(one.GetProperty("cleaned").GetString()), Text(one)));

    [Test]
    public void EncodesAsTheReferenceDoes()
    {
        var tokenizer = new ClipTokenizer();
        ForEach(Plain, one => Assert.That(tokenizer.Encode(Text(one)), Is.EqualTo(Ids(one, "ids")), Text(one)));
        ForEach(Cases, one => Assert.That(tokenizer.Encode(one.GetProperty("cleaned").GetString()!), Is.EqualTo(Ids(one, "ids")), Text(one)));
    }

    [Test]
    public void DecodesAsTheReferenceDoes() => ForEach(Cases, one => Assert.That(ClipTokenizer.Decode(Ids(one, "ids")), Is.EqualTo(one.GetProperty("decoded").GetString())));

    [Test]
    public void FillsAndCutsTheContextAsTheReferenceDoes() => ForEach(Plain, one => CheckRow(one, TokenizerDialect.OpenAi, "tokens77"));

    [Test]
    public void ReadsTheSpecialStringsOfOpenClipAsItDoes() => ForEach(Plain, one => CheckRow(one, TokenizerDialect.OpenClip, one.TryGetProperty("open_clip_tokens77", out _) ? "open_clip_tokens77" : "tokens77"));

    [Test]
    public void RefusesExactlyWhatTheReferenceRefuses()
    {
        var tokenizer = new ClipTokenizer(contextLength: Golden.Int("context_length"));
        ForEach(Plain, one =>
        {
            if (IsTooLong(one)) Assert.That(() => tokenizer.EncodeAll([Text(one)]), Throws.TypeOf<BadInputException>(), Text(one));
            else Assert.That(() => tokenizer.EncodeAll([Text(one)]).Dispose(), Throws.Nothing, Text(one));
        });
    }

    private static void CheckRow(JsonElement one, TokenizerDialect dialect, string expected)
    {
        var length = Golden.Int("context_length");
        using var row = new ClipTokenizer(dialect, LongText.Truncate, length).EncodeAll([Text(one)]);
        var ids = Ids(one, expected);
        Assert.That(row.data<long>(), Is.EqualTo(ids.Concat(Enumerable.Repeat(0, length - ids.Length))), Text(one));
    }

    private static void ForEach(JsonElement[] cases, Action<JsonElement> check) => Assert.Multiple(() => Array.ForEach(cases, one => check(one)));

    private static bool IsTooLong(JsonElement one) => one.GetProperty("too_long").GetBoolean();

    private static string Text(JsonElement one) => one.GetProperty("text").GetString()!;

    private static int[] Ids(JsonElement one, string member) => [.. one.GetProperty(member).EnumerateArray().Select(id => id.GetInt32())];
}
