namespace SurgeryBench.Methods.Federated;

/// <summary>Widths of a network's layers, all above 0.</summary>
/// <param name="Inputs">Of the embeddings.</param>
/// <param name="Hidden">Of the hidden layer.</param>
/// <param name="Features">What the extractor gives.</param>
/// <param name="HeadInputs">What the head takes: the features' width, or another where a projection lies between.</param>
/// <param name="Classes">What the head gives.</param>
internal readonly record struct PerceptronSizes(int Inputs, int Hidden, int Features, int HeadInputs, int Classes);
