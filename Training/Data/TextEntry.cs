namespace Tapestry.Training.Data;

/// <summary>One piece of text and what names it in every language.</summary>
/// <param name="Key">Where the text comes from, free of language; the same for all translations of one text.</param>
/// <param name="Text">The text, not blank.</param>
public readonly record struct TextEntry(string Key, string Text);
