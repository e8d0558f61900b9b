using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Weights of a part of a tower, so that a block can run without the rest of its model in memory.</summary>
internal static class TowerPieces
{
    /// <summary>The tensors of one block, or those outside the blocks.</summary>
    /// <param name="backbone">The function the weights belong to.</param>
    /// <param name="like">Gives the names, borrowed.</param>
    /// <param name="block">Index of the block; null for what is outside the blocks.</param>
    /// <param name="make">A tensor by its name, new or shared, owned by the result.</param>
    /// <returns>Owned by the caller.</returns>
    public static Weights Of(IBackbone backbone, Weights like, int? block, Func<string, Tensor> make) =>
        new([.. like.Names.Where(name => backbone.RoleOf(name) is var role && role.Kind != TensorKind.Other && role.Block == block)
            .Select(name => KeyValuePair.Create(name, make(name)))]);

    /// <summary>The name of a layer norm's scale.</summary>
    /// <inheritdoc cref="Norm"/>
    public static string NormWeight(IBackbone backbone, Weights like, int? block, bool second) => Norm(backbone, like, TensorKind.NormWeight, block, second);

    /// <summary>The name of a layer norm's scale or shift.</summary>
    /// <param name="backbone">The function the weights belong to.</param>
    /// <param name="like">Gives the names, borrowed.</param>
    /// <param name="kind">Scale or shift.</param>
    /// <param name="block">Index of the block; null for the norms in front of the first and behind the last.</param>
    /// <param name="second">Whether it is the later of the two.</param>
    public static string Norm(IBackbone backbone, Weights like, TensorKind kind, int? block, bool second) =>
        like.Names.Single(name => backbone.RoleOf(name) == new TensorRole(kind, block) { IsSecondNorm = second });
}
