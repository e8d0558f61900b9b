namespace SurgeryBench.Core;

/// <summary>A linear layer of a residual block, as its checkpoint stores it: query, key and value are one layer in some and three in others.</summary>
/// <param name="Block">Index of the block, from 0.</param>
/// <param name="Role">Which of the block's layers it is, or is a part of.</param>
/// <param name="WeightName">Name of the matrix, [out, in].</param>
/// <param name="BiasName">Name of the bias, [out].</param>
public sealed record LinearLayer(int Block, LinearRole Role, string WeightName, string BiasName);
