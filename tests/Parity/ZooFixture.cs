using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

/// <summary>The tiny zoo that most fixtures take their inputs from: a base, experts with heads, image pools.</summary>
internal sealed class ZooFixture : IDisposable
{
    /// <summary>Opens the zoo.</summary>
    /// <param name="huggingFace">Whether to convert it to Hugging Face's layout: query, key and value apart, without the text side.</param>
    public ZooFixture(bool huggingFace = false)
    {
        Fixture = Fixture.Open("zoo");
        Tasks = [.. Fixture.Settings.GetProperty("tasks").EnumerateArray().Select(task => task.GetString()!)];
        var shape = new VisionTransformerShape(
            Fixture.Int("width"), Fixture.Int("layers"), Fixture.Int("heads"), Fixture.Int("patch"), Fixture.Int("image"), Fixture.Int("embed"));
        Backbone = new VisionTransformer("zoo", shape, huggingFace ? new HuggingFaceLayout() : Stored);
        Data = Fixture.Load("data.safetensors");
        Zoo = new Zoo(Load("pretrained.safetensors"), [.. Tasks.Select((task, t) => new Expert(task, Load($"expert_{t}.safetensors"), HeadOf(t)))]);
    }

    private static OpenClipLayout Stored { get; } = new("model.visual.");

    public Fixture Fixture { get; }

    public ImmutableArray<string> Tasks { get; }

    public VisionTransformer Backbone { get; }

    public Weights Data { get; }

    public Zoo Zoo { get; }

    /// <summary>The training pools as calibration images, pool [T, N, 3, S, S].</summary>
    public ImmutableArray<TaskImages> Pools =>
        [.. Tasks.Select((task, t) => new TaskImages(task, new TensorImages(Data["pool"].select(0, t)), []))];

    public MergeInput Input => new() { Base = Zoo.Base, Experts = Zoo.Experts, Backbone = Backbone };

    /// <summary>The evaluation images of a task, [B, 3, S, S].</summary>
    public Tensor Eval(int task) => Data["eval"].select(0, task);

    /// <summary>The same merge in Hugging Face's layout, where the projection stays the base's and is not merged. Its weights are the caller's.</summary>
    public MergeInput ToHuggingFace()
    {
        HuggingFaceLayout layout = new();
        var conversion = LayoutConversion.Between(Backbone.Layout, layout, Backbone.Shape).WithoutProjection();
        return Input with
        {
            Base = conversion.Convert(Zoo.Base),
            Experts = [.. Zoo.Experts.Select(expert => expert with { Weights = conversion.Convert(expert.Weights) })],
            Backbone = new VisionTransformer("zoo", Backbone.Shape, new FrozenProjection(layout, Backbone.Layout.Projection(Zoo.Base))),
            Data = Pools,
            Batches = new FixedBatches((task, _) => [Embeddings.AllOf(Pools[Tasks.IndexOf(task)].Images)]),
        };
    }

    public void Dispose()
    {
        Zoo.Dispose();
        Data.Dispose();
    }

    private Weights Load(string file)
    {
        var stored = Fixture.Load(file);
        if (Backbone.Layout == Stored) return stored;
        using (stored) return LayoutConversion.Between(Stored, Backbone.Layout, Backbone.Shape).Convert(stored);
    }

    private Head HeadOf(int task) => new(Data[$"head_{task}.weight"].clone(), Data[$"head_{task}.bias"].clone());
}
