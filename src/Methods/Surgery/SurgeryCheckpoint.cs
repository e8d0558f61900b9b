using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Corrections by name, as they are written beside a merged model: <c>TASK.BLOCK.down</c> [rank, width] and <c>TASK.BLOCK.up</c>
/// [width, rank], where BLOCK is the index of the block whose tokens are corrected, or <c>final</c> for the embedding. The correction is
/// x − up·relu(down·x), or x + up·(down·x) + bias where there is a <c>TASK.BLOCK.bias</c> [width]; a <c>TASK.BLOCK.map</c> [width, width] by
/// itself is map·x. After a block none can be written into weights of the encoder: a ReLU lies between, or the layer norm that reads the
/// corrected tokens.
/// </summary>
public static class SurgeryCheckpoint
{
    private const string Final = "final", Down = "down", Up = "up", Bias = "bias", Map = "map";

    /// <summary>Puts corrections back in place.</summary>
    /// <param name="merged">The model they were trained on, borrowed; it has to outlive the result.</param>
    /// <param name="backbone">Its function.</param>
    /// <param name="corrections">Borrowed.</param>
    /// <returns>Owned by the caller; it holds copies.</returns>
    /// <exception cref="BadInputException">Tensors are missing, misshapen or unknown; the first is named.</exception>
    public static MergedModel Load(MergedModel merged, IBackbone backbone, Weights corrections)
    {
        string[] tasks = [.. corrections.Names.Select(name => name.Split('.') is [var task, _, Down or Up or Bias or Map]
            ? task : throw Fault(name, "TASK.BLOCK.down, TASK.BLOCK.up, TASK.BLOCK.bias or TASK.BLOCK.map")).Distinct()];
        return new SurgicalModel(merged, tasks.ToImmutableDictionary(task => task, task => Modules(task, backbone, corrections)), backbone.Tokens);
    }

    /// <summary>A task's corrections by name; still owned by the modules.</summary>
    internal static IEnumerable<KeyValuePair<string, Tensor>> Named(string task, TaskModules modules) =>
        modules.Blocks.SelectMany((module, block) => Named($"{task}.{block}", module)).Concat(Named($"{task}.{Final}", modules.Final));

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string stem, Correction module) =>
        module.Tensors.Select(pair => KeyValuePair.Create($"{stem}.{pair.Key}", pair.Value));

    private static TaskModules Modules(string task, IBackbone backbone, Weights corrections)
    {
        var blocks = corrections.Contains($"{task}.0.{Down}") ? backbone.Blocks : 0;
        var unknown = corrections.Names.FirstOrDefault(name => name.StartsWith($"{task}.", StringComparison.Ordinal)
            && name.Split('.')[1] is var place && place != Final && !(int.TryParse(place, out var block) && block < blocks));
        if (unknown is not null) throw Fault(unknown, $"a block below {blocks} or '{Final}'");
        return new TaskModules(
            [.. Enumerable.Range(0, blocks).Select(block => Module($"{task}.{block}", backbone.Width, corrections))], Module($"{task}.{Final}", backbone.EmbeddingSize, corrections));
    }

    private static Correction Module(string stem, int width, Weights corrections)
    {
        if (corrections.Contains($"{stem}.{Map}"))
        {
            if (!corrections.ShapeOf($"{stem}.{Map}").SequenceEqual([width, width])) throw Fault($"{stem}.{Map}", $"a shape of [{width}, {width}]");
            return new MapModule(corrections[$"{stem}.{Map}"].clone());
        }
        string down = $"{stem}.{Down}", up = $"{stem}.{Up}", bias = $"{stem}.{Bias}";
        foreach (var name in new[] { down, up }.Where(name => !corrections.Contains(name))) throw new BadInputException($"The corrections hold no '{name}'.");
        if (corrections.ShapeOf(down) is not [var rank, var across] || across != width) throw Fault(down, $"a shape of [rank, {width}]");
        if (!corrections.ShapeOf(up).SequenceEqual([width, rank])) throw Fault(up, $"a shape of [{width}, {rank}]");
        if (!corrections.Contains(bias)) return new ReluModule(corrections[down].clone(), corrections[up].clone());
        if (!corrections.ShapeOf(bias).SequenceEqual([width])) throw Fault(bias, $"a shape of [{width}]");
        return new AffineModule(corrections[down].clone(), corrections[up].clone(), corrections[bias].clone());
    }

    private static BadInputException Fault(string name, string expected) =>
        new($"The corrections hold '{OneLine.Of(name)}'; {expected} was expected.");
}
