using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Models.Text;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class ZeroShotHeadParity
{
    private const string TowerFile = "text_tower.safetensors", OutputsFile = "outputs.safetensors", TextsNote = "example texts: ";
    private static readonly Fixture Golden = Fixture.Open("zero_shot_head");

    [Test]
    public void TokenizesTheExampleTextsAsTheReferenceDoes()
    {
        using var scope = NewDisposeScope();
        using var outputs = Golden.Load(OutputsFile);
        Tolerance.Exact.Check(Tokenizer().EncodeAll(ExampleTexts()), outputs["tokens"], "tokens");
    }

    [Test]
    public void EncodesTextsBlockByBlockAsTheReferenceDoes([Values] bool huggingFace)
    {
        using var scope = NewDisposeScope();
        using var outputs = Golden.Load(OutputsFile);
        using var weights = Weights(huggingFace);
        var (tower, tolerance) = (Tower(weights), Golden.Tolerance("text_features"));
        var ids = outputs["tokens"].to(ScalarType.Int64);
        var tokens = tower.Embed(weights, ids.narrow(0, 0, outputs["block_0"].shape[0]));
        for (var block = 0; block < tower.Shape.Blocks; block++)
        {
            tokens = tower.LeaveBlock(weights, block, tokens);
            tolerance.Check(tokens, outputs[$"block_{block}"], $"block {block}");
        }
        tolerance.Check(tower.Encode(weights, ids), outputs["text_features"], "features");
    }

    [Test]
    public void BuildsHeadsAsTheReferenceDoes([Values] bool huggingFace)
    {
        using var scope = NewDisposeScope();
        using var outputs = Golden.Load(OutputsFile);
        using var weights = Weights(huggingFace);
        string[] sets = [.. Golden.Settings.GetProperty("sets").EnumerateArray().Select(set => set.GetString()!)];
        Assert.That(sets, Is.Not.Empty);
        foreach (var set in sets)
        {
            using var head = ZeroShotHead.Build(Tower(weights), weights, Names("classnames.json", set, "classes"), Names("templates.json", "templates", set), Tokenizer());
            Golden.ToleranceStartingWith("head weights").Check(head.Weight, outputs[$"{set}.weight"], $"head of {set}");
            Assert.That(head.Bias is null && outputs[$"{set}.bias"].eq(0).all().item<bool>(), $"bias of {set}");
        }
    }

    private static ClipTokenizer Tokenizer() => new(TokenizerDialect.OpenClip, LongText.Truncate, Golden.Int("ctx"));

    private static TextTransformer Tower(Weights weights)
    {
        var layout = TextLayouts.Detect(weights.Names);
        var vocabulary = (int)layout.TokenEmbedding(weights).shape[0];
        var shape = new TextTransformerShape(Golden.Int("width"), Golden.Int("layers"), Golden.Int("heads"), Golden.Int("ctx"), vocabulary, Golden.Int("embed"));
        TextLayouts.Check(layout, shape, weights);
        return new TextTransformer(shape, layout);
    }

    /// <summary>The tower with a whole token embedding: the fixture holds the rows that its texts use.</summary>
    private static Weights Weights(bool huggingFace)
    {
        using var scope = NewDisposeScope();
        using var stored = Golden.Load(TowerFile);
        var vocabulary = int.Parse(Golden.Metadata(TowerFile, "vocab_size"), System.Globalization.CultureInfo.InvariantCulture);
        var embedding = full([vocabulary, Golden.Int("width")], float.NaN);
        embedding.index_copy_(0, stored["token_embedding.ids"].to(ScalarType.Int64), stored["token_embedding.rows"].to(ScalarType.Float32));
        var others = stored.Names.Where(name => !name.StartsWith("token_embedding.", StringComparison.Ordinal));
        var whole = new Weights(others.Select(name => KeyValuePair.Create(name, stored[name].clone())).Append(KeyValuePair.Create("token_embedding.weight", embedding)));
        if (!huggingFace) return whole;
        using (whole) return TinyTextTower.UnderHuggingFaceNames(whole);
    }

    private static string[] ExampleTexts()
    {
        var note = Golden.Description.GetProperty("notes").EnumerateArray().Select(one => one.GetString()!).Single(one => one.StartsWith(TextsNote, StringComparison.Ordinal));
        return JsonSerializer.Deserialize<string[]>(note[TextsNote.Length..])!;
    }

    /// <summary>CLIP's class names and templates, which the fixtures name by data set.</summary>
    private static string[] Names(string file, params string[] path)
    {
        var json = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.At("tests", "Fixtures", "clip", file))).RootElement;
        return [.. path.Aggregate(json, (at, member) => at.GetProperty(member)).EnumerateArray().Select(name => name.GetString()!)];
    }
}
