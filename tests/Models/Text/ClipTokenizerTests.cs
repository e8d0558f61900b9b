using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;
using TorchSharp;

namespace SurgeryBench.Tests.Models.Text;

public sealed class ClipTokenizerTests
{
    private static readonly ClipTokenizer Tokenizer = new();

    [TestCase("  A \t photo\r\n of\u00A0a\u3000cat ", "a photo of a cat")]
    [TestCase("&amp;lt;b&amp;gt; &quot;q&quot; &#39;x&#39; &#x41; &unknown;", "<b> \"q\" 'x' a &unknown;")]
    [TestCase("&nbsp;x&nbsp;", "x")]
    [TestCase("I\u0130", "ii\u0307")]
    [TestCase("ΣΊΣΥΦΟΣ Σ Σ. ΑΣ' Α'ΣΑ ΑΣ\u0301Α", "σίσυφος σ σ. ας' α'σα ασ\u0301α")]
    [TestCase("\U00010400", "\U00010428")]
    [TestCase("", "")]
    [TestCase(" \n ", "")]
    public void CleansAText(string text, string cleaned) => Assert.That(ClipTokenizer.Clean(text), Is.EqualTo(cleaned));

    [Test]
    public void ReplacesHalfASurrogatePair() => Assert.That(ClipTokenizer.Clean("a\uD800b"), Is.EqualTo("a\uFFFDb"));

    [TestCase("it's they're 'tis", "it| 's| they| 're| 't| is")]
    [TestCase("x'ſ", "x| 'ſ")]
    [TestCase("a1b22!?c", "a| 1| b| 2| 2| !?| c")]
    [TestCase("\U0001D518!\U0001D518", "\U0001D518| !| \U0001D518")]
    [TestCase("!!<|endoftext|>", "!!<|| endoftext| |>")]
    [TestCase("a<|endoftext|>", "a| <|endoftext|>")]
    public void SplitsATextIntoWords(string text, string words) =>
        Assert.That(string.Join("| ", WordSplit.Words(text, ["<|endoftext|>"])), Is.EqualTo(words));

    [Test]
    public void GivesEveryWordOfAsciiLettersBack()
    {
        var random = Seed.Of("words").Random();
        for (var trial = 0; trial < 500; trial++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 1 + random.Next(8)).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(12)).Select(_ => (char)random.Next('A', 'Z' + 1)))));
            Assert.That(ClipTokenizer.Decode(Tokenizer.Encode(words)).TrimEnd(), Is.EqualTo(ClipTokenizer.Clean(words)));
        }
    }

    [Test]
    public void GivesEveryAsciiCharacterBackButForBlanks()
    {
        var random = Seed.Of("ascii").Random();
        for (var trial = 0; trial < 500; trial++)
        {
            // Without an ampersand there is no HTML, and cleaning twice is cleaning once.
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(' ', '~' + 1))).Replace('&', '+');
            Assert.That(WithoutBlanks(ClipTokenizer.Decode(Tokenizer.Encode(text))), Is.EqualTo(WithoutBlanks(ClipTokenizer.Clean(text))));
        }
    }

    [Test]
    public void GivesEveryByteBackThroughItsTwoSymbols()
    {
        var ids = Enumerable.Range(0, 512).ToArray();
        Assert.That(ids.Select(id => ClipTokenizer.Decode([id])).Distinct().Count(text => text.TrimEnd().Length == 1), Is.GreaterThan(128));
        Assert.That(ids[..256].Zip(ids[256..], (plain, last) => ClipTokenizer.Decode([plain]) + " " == ClipTokenizer.Decode([last])), Is.All.True);
    }

    [Test]
    public void FramesAndFillsTheContext()
    {
        using var rows = new ClipTokenizer(contextLength: 5).EncodeAll(["a photo", ""]);
        Assert.That(rows.dtype, Is.EqualTo(torch.ScalarType.Int64));
        Assert.That(rows.shape, Is.EqualTo(new long[] { 2, 5 }));
        Assert.That(rows.data<long>(), Is.EqualTo(new long[] { 49406, 320, 1125, 49407, 0, 49406, 49407, 0, 0, 0 }));
    }

    [Test]
    public void NamesTheTextThatDoesNotFit() =>
        Assert.That(() => new ClipTokenizer(contextLength: 4).EncodeAll(["a", "a photo\nof it"]), Throws.TypeOf<BadInputException>()
            .With.Message.EqualTo("Text 'a photo of it' takes 6 tokens with its start and end; the context has 4."));

    [Test]
    public void CutsATextThatDoesNotFitWhenToldTo()
    {
        using var row = new ClipTokenizer(longText: LongText.Truncate, contextLength: 4).EncodeAll(["a photo of it"]);
        Assert.That(row.data<long>(), Is.EqualTo(new long[] { 49406, 320, 1125, 49407 }));
    }

    [Test]
    public void RefusesATextBeyondAllMeasure() =>
        Assert.That(() => Tokenizer.Encode(new string('x', ClipTokenizer.LongestText + 1)), Throws.TypeOf<BadInputException>().With.Message.EqualTo(
            $"Text '{new string('x', 60)}…' has 100001 characters; at most 100000 are taken."));

    [Test]
    public void RefusesToEncodeNothing() => Assert.That(() => Tokenizer.EncodeAll([]), Throws.TypeOf<BadInputException>());

    [TestCase(-1)]
    [TestCase(ClipTokenizer.VocabularySize)]
    public void RefusesAnIdOutsideTheVocabulary(int id) =>
        Assert.That(() => ClipTokenizer.Decode([0, id]), Throws.TypeOf<BadInputException>().With.Message.EqualTo($"There is no token {id}; ids from 0 to 49407 were expected."));

    [Test]
    public void RefusesAContextWithoutRoomForStartAndEnd() => Assert.That(() => new ClipTokenizer(contextLength: 1), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static string WithoutBlanks(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
