namespace SurgeryBench.Core;

/// <summary>What a tensor is for in an image encoder.</summary>
public enum TensorKind
{
    /// <summary>None of the encoder's own: a buffer, or something that checkpoints hold beside it.</summary>
    Other,

    /// <summary>The class token, [width].</summary>
    ClassToken,

    /// <summary>Positions, [tokens, width].</summary>
    Positions,

    /// <summary>The patch convolution's kernel, [width, 3, patch, patch].</summary>
    PatchKernel,

    /// <summary>The projection to the embedding, in either orientation.</summary>
    Projection,

    /// <summary>Scale of a layer norm, [width].</summary>
    NormWeight,

    /// <summary>Shift of a layer norm, [width].</summary>
    NormBias,

    /// <summary>Matrix of a block's linear layer, [out, in].</summary>
    LinearWeight,

    /// <summary>Bias of a block's linear layer, [out].</summary>
    LinearBias,
}
